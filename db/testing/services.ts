/** Addresses of the real PostgreSQL and Redis that tests may use; both, or the production half is left out. */
export function productionServices(): { databaseUrl: string; redisUrl: string } | null {
  const { TEST_DATABASE_URL: databaseUrl, TEST_REDIS_URL: redisUrl } = process.env
  return databaseUrl && redisUrl ? { databaseUrl, redisUrl } : null
}
