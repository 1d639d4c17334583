import { registerTranslation, type Translation } from './registry.js';

const de: Translation = {
  lang: 'de',
  groups: {
    problems: {
      offline: 'Keine Verbindung zum Netz.',
    },
  },
};

registerTranslation(de);

export default de;
