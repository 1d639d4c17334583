/** What a call answers with: an object of a type, or a list of them under `data`. */
export type Answers = { object: string; list?: boolean };

export function one(object: string): Answers {
  return { object };
}

export function listOf(object: string): Answers {
  return { object, list: true };
}
