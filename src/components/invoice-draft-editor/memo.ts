/**
 * A pure function of something immutable that is asked for the same answer many times while it is drawn: worked out
 * once for each object, and forgotten with it.
 */
export function once<Of extends object, Answer>(work: (of: Of) => Answer): (of: Of) => Answer {
  const known = new WeakMap<Of, Answer>();
  return (of) => {
    let answer = known.get(of);
    if (answer === undefined) known.set(of, (answer = work(of)));
    return answer;
  };
}
