// How often the books are looked at when nobody trades. Each look wakes a database that may pause, and holds it awake for minutes.
module.exports = async ({ resolveVariable }) => {
  const least = Number(await resolveVariable("param:database_min_capacity"));
  return { look: least > 0 ? "rate(1 minute)" : "rate(2 hours)" };
};
