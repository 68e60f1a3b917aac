/** Exact numbers for the interpreter: a fraction of two big integers, the denominator above zero. */
export interface Fraction {
  top: bigint;
  bottom: bigint;
}

/** The decimal that a number prints as: 0.1 is a tenth, not the binary number nearest to it. */
export function fraction(value: number | string): Fraction {
  const [mantissa = "0", exponent = "0"] = String(value).toLowerCase().split("e");
  const [whole = "0", digits = ""] = mantissa.split(".");
  const power = Number(exponent) - digits.length;
  const units = BigInt(whole + digits);
  return power >= 0
    ? { top: units * 10n ** BigInt(power), bottom: 1n }
    : { top: units, bottom: 10n ** BigInt(-power) };
}

export function add(a: Fraction, b: Fraction): Fraction {
  return { top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom };
}

export function negate(a: Fraction): Fraction {
  return { top: -a.top, bottom: a.bottom };
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return { top: a.top * b.top, bottom: a.bottom * b.bottom };
}

export function divide(a: Fraction, b: Fraction): Fraction {
  const sign = b.top < 0n ? -1n : 1n;
  return { top: a.top * b.bottom * sign, bottom: a.bottom * b.top * sign };
}

/** `exponent` is a whole number of at least 0. */
export function power(a: Fraction, exponent: Fraction): Fraction {
  const times = exponent.top / exponent.bottom;
  return { top: a.top ** times, bottom: a.bottom ** times };
}

export function compare(a: Fraction, b: Fraction): number {
  const difference = a.top * b.bottom - b.top * a.bottom;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function floor(a: Fraction): Fraction {
  const quotient = a.top / a.bottom;
  return { top: a.top % a.bottom < 0n ? quotient - 1n : quotient, bottom: 1n };
}

/** Halves go away from zero. */
export function round(a: Fraction, digits: number): Fraction {
  const scale = 10n ** BigInt(digits);
  const isNegative = a.top < 0n;
  const size = isNegative ? -a.top : a.top;
  const rounded = (size * scale * 2n + a.bottom) / (a.bottom * 2n);
  return { top: isNegative ? -rounded : rounded, bottom: scale };
}

/** The nearest JSON number, through 20 decimals, which is more than such a number can hold below 10^15. */
export function toNumber(a: Fraction): number {
  const { top } = round(a, 20);
  const digits = (top < 0n ? -top : top).toString().padStart(21, "0");
  const value = Number(`${digits.slice(0, -20)}.${digits.slice(-20)}`);
  return top < 0n && value !== 0 ? -value : value;
}
