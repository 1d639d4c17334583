/**
 * The browser of tests and screenshots: the machine's own Chromium where it has one, else one that comes from npm, so
 * that `npm ci` is all a fresh machine needs.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Flags for a machine without GPU, sandbox or network. */
export const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const programs = [
  process.env['PROGRAMFILES'],
  process.env['PROGRAMFILES(X86)'],
  process.env['LOCALAPPDATA'],
].filter((folder) => folder !== undefined);

const usualPlaces: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/microsoft-edge',
    '/snap/bin/chromium',
  ],
  darwin: ['', homedir()].flatMap((base) => [
    join(base, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'),
    join(base, '/Applications/Chromium.app/Contents/MacOS/Chromium'),
    join(base, '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'),
  ]),
  win32: programs.flatMap((base) => [
    join(base, 'Google/Chrome/Application/chrome.exe'),
    join(base, 'Chromium/Application/chrome.exe'),
    join(base, 'Microsoft/Edge/Application/msedge.exe'),
  ]),
};

/** The executable of a Chromium: named by the environment, found on the machine, or unpacked from npm. */
export async function browserPath(): Promise<string> {
  const named = process.env['CHROME_PATH'] ?? process.env['PUPPETEER_EXECUTABLE_PATH'];
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROME_PATH names ${named}, and there is no such file.`);
    return named;
  }
  const installed = usualPlaces[process.platform]?.find((place) => existsSync(place));
  if (installed) return installed;
  if (process.platform === 'linux' && process.arch === 'x64') return unpackedBrowser();
  throw new Error(
    `No Chromium found for ${process.platform} ${process.arch}. ` +
      'Install Chrome or Chromium, or set CHROME_PATH to the executable of one.',
  );
}

/** A Chromium that Playwright drives. Close it when done. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await browserPath(), args: browserArgs });
}

/**
 * Unpacks `@sparticuz/chromium` once for each version. It is built in a folder of its own and moved into place whole, so
 * that several processes may ask at once and none ever sees half a browser.
 */
async function unpackedBrowser(): Promise<string> {
  const packagePath = join(root, 'node_modules/@sparticuz/chromium/package.json');
  const { version } = JSON.parse(await readFile(packagePath, 'utf8')) as { version: string };
  const home = join(root, 'node_modules/.cache/invoice-elements', `chromium-${version}`);
  const launcher = join(home, 'launch.sh');
  if (existsSync(launcher)) return launcher;

  await mkdir(dirname(home), { recursive: true });
  const staging = await mkdtemp(`${home}.`);
  await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', "await (await import('@sparticuz/chromium')).default.executablePath()"],
    // It unpacks into the temporary folder, and the libraries only where it believes to be on AWS.
    { cwd: root, env: { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: 'nodejs20.x' } },
  );
  await writeFile(join(staging, 'fonts.conf'), fontsConfig(home));
  await writeFile(join(staging, 'launch.sh'), launchScript, { mode: 0o755 });
  try {
    await rename(staging, home);
  } catch (error) {
    // Another process was first.
    await rm(staging, { recursive: true, force: true });
    if (!existsSync(launcher)) throw error;
  }
  return launcher;
}

/** Brings the libraries and fonts that a bare machine lacks. */
const launchScript = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$here/al2023/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/chromium" "$@"
`;

/** Open Sans comes along and is the same everywhere; other scripts are drawn with what the machine has. */
function fontsConfig(home: string): string {
  const prefer = ['sans-serif', 'system-ui', 'ui-sans-serif'].map(
    (family) =>
      `<alias binding="same"><family>${family}</family><prefer><family>Open Sans</family></prefer></alias>`,
  );
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${home}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <cachedir>${home}/fonts-cache</cachedir>
  ${prefer.join('\n  ')}
</fontconfig>
`;
}
