/** An answer as a test looks into it. Of its fields no more is promised than JSON.parse does: what they are is found out. */
export type Json = Record<string, ReturnType<typeof JSON.parse>>;
