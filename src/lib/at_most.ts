/** What `work` comes to, or `late` when that takes longer than `ms`. The work itself goes on. */
export async function atMost<Value, Late>(
  ms: number,
  work: Promise<Value>,
  late: Late,
): Promise<Value | Late> {
  const enough = Promise.withResolvers<Late>();
  const timer = setTimeout(() => enough.resolve(late), ms);
  try {
    return await Promise.race([work, enough.promise]);
  } finally {
    clearTimeout(timer);
  }
}
