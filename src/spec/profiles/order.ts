import type { Profile } from "./mod.ts";

/** One line of an order or an invoice: so many of something at a price, with a discount and a tax in percent. */
const LINE = [
  "quantity: integer, at least 1",
  "unitPrice: number, at least 0",
  "discountPercent: number, 0 to 100, default 0",
  "taxPercent: number, 0 to 100, default 0",
];

const AMOUNTS = [
  "subtotal is quantity times unitPrice, rounded to 2 decimals",
  "discount is subtotal times discountPercent divided by 100, rounded to 2 decimals",
  "tax is (subtotal minus discount) times taxPercent divided by 100, rounded to 2 decimals",
  "total is subtotal minus discount plus tax",
];

function amounts(): Profile["total"] {
  return AMOUNTS.map((line) => ({ section: "rules", key: line.split(" ")[0]!, lines: [line] }));
}

export const ORDER: Profile = { input: [{ section: "input", lines: LINE }], total: amounts() };

export const INVOICE: Profile = {
  input: [{ section: "input", lines: ["invoiceNumber: string, 1 to 50 characters", ...LINE] }],
  total: amounts(),
};
