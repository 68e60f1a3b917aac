/** A backend that works. Tests put a sentence where RULE stands, and see what becomes of it. */
export const LEADS_WITH_RULE = `Create an API that scores leads.

Input:
- name: string, required
- age: integer, at least 0
- budget: number, optional, default 0
- country: one of "US", "DE", "FR"
- message: string, optional
- weight: number in kg
- member: boolean, default false

Rules:
- Add 20 points if budget is over 1000.
- Fee is weight times 2, rounded to 2 decimals.
- Tier is "gold" when score is at least 20, otherwise "basic".
- RULE
`;
