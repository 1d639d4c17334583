import { importTests } from './import.js';

await importTests('server');
