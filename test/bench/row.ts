/** One line of a table. */
export interface Row {
  name: string;
  /** In the unit that the name, or else the table, says; undefined where what it measures is not there. */
  figure: number | undefined;
  budget: number;
}
