const isPublic = (member) =>
  !['private', 'protected'].includes(member.privacy) && !member.name?.startsWith('#');

/** What the doc tags name; the analyzer takes the first argument of a typed event for a name. */
const isDocumented = ({ name }) => Boolean(name?.startsWith('invoice-'));

/** Paths in the sources as they are published, so that tools find each module from the package. */
const published = (path) => path.replace(/^\/?src\/(.*)\.[jt]s$/, 'dist/src/$1.js');

function visit(node) {
  if (!node || typeof node !== 'object') return;
  for (const [key, value] of Object.entries(node)) {
    if ((key === 'path' || key === 'module') && typeof value === 'string') node[key] = published(value);
    else if (key === 'members') node.members = value.filter(isPublic);
    else if (key === 'events') node.events = value.filter(isDocumented);
    visit(node[key]);
  }
}

export default {
  globs: ['src/components/**/*.ts'],
  exclude: ['src/components/**/*.define.ts', 'src/components/**/*.styles.ts'],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
  plugins: [
    {
      name: 'as-published',
      packageLinkPhase: ({ customElementsManifest }) => visit(customElementsManifest.modules),
    },
  ],
};
