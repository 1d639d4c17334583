/** `invoice-elements/conformance`: holds any backend of the elements, in any language, against the contract. */
export {
  conformanceRules,
  runConformance,
  type ConformanceOptions,
  type ConformanceReport,
  type Finding,
} from './run.js';
export { conformanceText } from './report.js';
