/** Requirements that are compiled and generated in the tests: the examples of the project, and more styles of writing. */
const EXAMPLES = new URL("../../examples/", import.meta.url);

function example(path: string): string {
  return Deno.readTextFileSync(new URL(path, EXAMPLES));
}

export const REQUIREMENTS: Readonly<Record<string, string>> = {
  "lead-profile":
    "Create an API that accepts a lead profile, scores fit, lists missing fields, and returns next actions.",
  "support-request": "Create an API that classifies a support request and suggests a next action.",
  "support-triage": example("support-triage.md"),
  "lead-scoring": example("lead-scoring.md"),
  "shipping-quote": example("shipping-quote.md"),
  "loan-check": example("loan-check.md"),
  "order-total": example("order-total.md"),
  "password-strength": example("password-strength.md"),
  "event-registration": example("event-registration.md"),
  "bands": `Input:
- score: number, 0 to 100
Output:
- grade
Rules:
- If score is at least 90, grade is "A".
- If score is at least 80, grade is "B".
- If score is at least 70, grade is "C".
- Otherwise, grade is "F".`,
  "nulls-and-negations": `Input:
- age: integer, optional
- limit: number, optional
- tags: list of strings, optional
- note: string, optional
- vip: boolean, optional
Rules:
- Add 1 points unless age is over 18.
- Add 2 points if age is not 30.
- Add 4 points if age is over limit.
- Add 8 points if tags contains "New".
- Add 16 points if vip is not true.
- Add 32 points unless note mentions "spam" or "scam".
- Add 64 points if age is equal to limit.
- Add 256 points if note contains "a" and "b".
- Add 128 points if note is longer than 5 characters.
- band is "known" when age is present and note is present.
Return score and band.`,
  "reserved-names": `Input:
- class: string
- default: number
- input: string, optional
- answer: integer, default 3
- toString: string, optional
Rules:
- new = default times answer
- exact is new plus 0.1
- return_ is "x" when class is "a" or input starts with "b", otherwise "y"
Return new, exact and return_.`,
  "exact-money": `Input:
- amount: number, at least 0
- rate: number, greater than 0
- parts: integer, 1 to 12
Rules:
- interest is amount times rate divided by 100
- monthly is the sum of amount and interest divided by parts, rounded to 2 decimals
- share = (amount + interest) / parts, rounded down
- bottom is the smaller of amount and interest
- top is max(amount, interest, 10)
Return interest, monthly, share, bottom and top.`,
  "formats": `Input:
- email: email, required
- website: url, optional
- birthday: date, optional
- reference: uuid, optional
- nick-name: string, 2 to 10 characters, default "anon"
Rules:
- adult is "yes" when birthday is before "2006-01-01", otherwise "unknown"
- Reject with 400 and "Use a company address" when email ends with "@gmail.com".
Return adult, email and nick-name.`,
  "greeting": `Create an API that greets people.
Input:
- name: string, required
- visits: integer, default 1
Rules:
- greeting is "Hello, {name}! \`You\` came {visits} times."
- tag = "#" + name + "-" + visits
Return greeting and tag.`,
  "categories": `Build a service that classifies feedback.
Input: a message (string, 1 to 500 characters).
Categories:
- praise: "love", "great", "thank you"
- complaint: "broken", "late", "rude"
- other: everything else
Rules:
- If category is complaint, add "Apologise" to steps.
- If message contains "refund", add "Check the order" to steps.
Return category and steps.`,
  "order-with-charges":
    `Calculate the total price of an order. The input has quantity (integer, at least 1), unit price (number), member (boolean) and plan (free, pro or team).
The subtotal is quantity times unit price. If quantity is 10 or more, apply a 10% discount. If quantity is 50 or more, apply a 20% discount instead. Add 19% VAT. Add a delivery fee of 4.99 if subtotal is under 50.
Round all amounts to 2 decimals. seats is 1 for the free plan, 5 for pro and 50 for team.
The order is urgent only if quantity is not divisible by 3. Return subtotal, discount, vat, delivery fee, total, seats and urgent.`,
  "in-place-discount":
    "Accept a price (number, at least 0) and a quantity (integer). The total is price times quantity. If the total is over 100, apply a 5% discount. Add 8% tax. Return the total.",
  "implied-fields":
    'Score leads: start at 0. Add 30 points if company size is over 100. Add 20 points if the email is not from gmail.com. Add 5 points if country is not "US". Add 25 points when budget is greater than 10,000 and budget is even. Grade A if score >= 60, B if score is between 30 and 59, else C.',
  "text-basics":
    `Input: first name (string), last name (string), note (string, optional), base (number), height (number > 0).
full name is first name followed by a space followed by last name.
code is the last name in uppercase.
login is the first name in lowercase.
words is the number of words in note.
long is whether note is longer than 10 characters.
ratio is base / height^2, rounded to 3 decimals.
share is base as a percentage of 200.
Return full name, code, login, words, long, ratio and share.`,
  "derived":
    "Create an API that takes two numbers a and b and returns their sum, difference, average and maximum.",
  "always-and-limits": `Input:
- visits: integer, at least 0
- paid: boolean
Rules:
- Start with a points total of 2.5.
- Add 0.1 points to points total if visits is at least 3.
- Add 0.2 points to points total if paid.
- points total is capped at 2.75.
- discount is 5 when paid is true and visits > 10, 2 when visits > 10, otherwise 0
- bonus is visits times 0.3
- Increase bonus by 10% when paid is true.
- bonus cannot exceed 9.
Return points total, discount and bonus.`,
  "dates": `Input: invoice date (date), days (integer, 0 to 90), end date (YYYY-MM-DD).
end date must not be before invoice date.
due is invoice date plus days. reminder is 2 weeks before due. nights is the number of nights between invoice date and end date.
weekday is the day of the week of invoice date. quarter is the quarter of end date.
late is whether end date is more than 30 days after the invoice date. weekend is whether invoice date falls on a weekend.
Return due, reminder, nights, weekday, quarter, late and weekend.`,
  "texts":
    `Input: body (text, at least 1 character), code (exactly 16 digits), iban (a valid IBAN), reference (two capital letters, a hyphen and four digits).
teaser is the first 20 characters of body. masked is code with all but the last 4 digits replaced by "*".
slug is the slug of body. tags is the list of hashtags in body. vowels is the number of vowels in body.
strong is whether body contains at least 2 digits. mirrored is whether body is a palindrome.
label is the reference, a comma, a space and then the body in upper case.
Return teaser, masked, slug, tags, vowels, strong, mirrored and label.`,
  "obligations":
    `Input: password (text, 8 to 40 characters), password_confirmation (text), email (email, optional), phone (phone number, optional), amount (number).
password_confirmation must be equal to password. At least one of email and phone must be given.
amount must be greater than 0, otherwise return error 409 "Amount must be positive". If everything is fine, return changed: true.`,
  "rates-slabs-and-bands": `Input:
- minutes: whole number, 0 to 1440
- units: number, 0 or more
- years: whole number, 1 to 50
- ratePct: percentage, 0 to 30
- gold member: boolean
- age: whole number, 0 to 120
Rules:
- parking is 2 per started hour, but never more than 12.
- power is 20% of the first 100 and 8% of everything above 100 of units.
- growth is units times (1 + ratePct / 100) ^ years.
- If gold member is true, growth is increased by 10%.
- label is "low" below 50 and "high" above that.
- Add 3 points for each full unit, up to a maximum of 30 points.
- Add 5 points if age is under 16.
- Gold members earn double points.
Return parking, power, label and score. Return growth, rounded to 2 decimals.`,
  "invalid-fields":
    `Input: author (text), comment (text, required), age (whole number, 18 to 99), email (email).
If comment is missing, reject with 400 and "What did you want to say?".
An invalid email is a 409 with "Please give a valid e-mail address".
If age is missing, reject with 404.
Return author and comment.`,
};
