package io.plumbline.engine.incident;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * An exact part of an allowance, 1 being the whole of it. Exact, because one millisecond decides
 * between met and missed.
 *
 * @param numerator the parts, in lowest terms
 * @param denominator parts of the whole, above 0
 */
public record Share(BigInteger numerator, BigInteger denominator) implements Comparable<Share> {

  /** Nothing used. */
  public static final Share NONE = new Share(BigInteger.ZERO, BigInteger.ONE);

  /** All of the allowance. */
  public static final Share WHOLE = percent(100);

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** Reduces to lowest terms. */
  public Share {
    BigInteger divisor = numerator.gcd(denominator);
    numerator = numerator.divide(divisor);
    denominator = denominator.divide(divisor);
  }

  /** So many hundredths of the allowance. */
  static Share percent(int percent) {
    return of(percent, 100);
  }

  /** One amount of time as a part of another, which is above 0. */
  static Share of(long part, long whole) {
    return new Share(BigInteger.valueOf(part), BigInteger.valueOf(whole));
  }

  Share plus(Share other) {
    return new Share(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  Share minus(Share other) {
    return plus(new Share(other.numerator.negate(), other.denominator));
  }

  /** The last whole unit of an amount that does not exceed this share of it. */
  long floorOf(long whole) {
    return numerator.multiply(BigInteger.valueOf(whole)).divide(denominator).longValueExact();
  }

  /** The first whole unit of an amount that reaches this share of it. */
  long ceilingOf(long whole) {
    return numerator
        .multiply(BigInteger.valueOf(whole))
        .add(denominator)
        .subtract(BigInteger.ONE)
        .divide(denominator)
        .longValueExact();
  }

  /** In percent with two decimals, rounded half to even; for people. */
  public BigDecimal roundedPercent() {
    return new BigDecimal(numerator)
        .multiply(HUNDRED)
        .divide(new BigDecimal(denominator), 2, RoundingMode.HALF_EVEN);
  }

  /** In percent, to 16 digits; above 100 exactly when the share is above the whole. */
  public double percent() {
    return new BigDecimal(numerator)
        .multiply(HUNDRED)
        .divide(new BigDecimal(denominator), MathContext.DECIMAL64)
        .doubleValue();
  }

  @Override
  public int compareTo(Share other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }
}
