/**
 * What each agent uses, by the day in UTC: calls, errors and latency, bytes, generation jobs, deployments, and the calls
 * that the platform makes itself to try a version out, and the tokens that models were asked for, with what they cost. And
 * the quotas that a workspace has of it.
 *
 * It is counted as it happens, never by looking through jobs or invocation records, which are deleted one day. Jobs are
 * counted in the transaction that begins them. Calls are added up in memory and written together, one row an agent and
 * day: when the database is away the sums wait, and nothing is lost however long.
 */
export { CallQuota } from "./call_quota.ts";
export { dayOf, daysBefore, daysBetween, nextDay, secondsToNextDay } from "./days.ts";
export { backendTokensToday, countModelUse, type ModelUse } from "./model_use.ts";
export { costOf, type ModelPrice, type ModelPrices, type ModelSum } from "./model_sum.ts";
export { type DailyQuotas, isQuotaSpent, type QuotaName, usedToday } from "./quotas.ts";
export { readUsage, type UsageReport, type UsageSum } from "./read.ts";
export { createUsage, type Usage } from "./usage.ts";
export { countBegun } from "./write.ts";
