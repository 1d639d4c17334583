import { fileURLToPath } from 'node:url';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const typed = ['**/*.ts'];

/** Folders that a folder may not import from; test/house/imports.test.ts holds the same, file by file. */
const noImports = (files, folders) => ({
  files,
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: folders.map((folder) => ({ regex: `^\\.\\.?/(.*/)?${folder}/` })) },
    ],
  },
});

export default defineConfig(
  globalIgnores(['**/dist/', '**/storybook-static/', '**/coverage/', '**/.cache/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: typed,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: fileURLToPath(new URL('../tsconfig.json', import.meta.url)),
      },
    },
    rules: {
      // A false alarm on `@click=${this.onClick}`: Lit binds listeners to the element.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // An interface says promise; an implementation may know at once.
      '@typescript-eslint/require-await': 'off',
      'eqeqeq': ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 400 }],
      'no-console': ['error', { allow: ['warn', 'error'] }],
    },
  },
  {
    files: ['src/components/**/*.ts', 'stories/**/*.ts'],
    extends: [
      lit.configs['flat/recommended'],
      wc.configs['flat/recommended'],
      wc.configs['flat/best-practice'],
    ],
    plugins: { 'lit-a11y': litA11y },
    rules: {
      ...litA11y.configs.recommended.rules,
      'lit/no-native-attributes': 'error',
      'lit/no-useless-template-literals': 'error',
      'lit/no-value-attribute': 'error',
    },
  },
  {
    files: ['test/**/*.ts', 'server-stub/start.ts'],
    rules: {
      'no-console': 'off',
      // node:test and mocha hand out promises that their runner waits for.
      '@typescript-eslint/no-floating-promises': 'off',
      // Answers are JSON, and assertions on them tell more than casts.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  noImports(['src/invoice/**/*.ts'], ['adapter', 'components', 'server', 'server-stub', 'stories', 'test']),
  noImports(['src/adapter/**/*.ts'], ['components', 'server', 'server-stub', 'stories', 'test']),
  noImports(['src/server/**/*.ts'], ['adapter', 'components', 'server-stub', 'stories', 'test']),
  noImports(['src/components/**/*.ts'], ['server', 'server-stub', 'stories', 'test']),
);
