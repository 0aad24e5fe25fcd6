package io.plumbline.runner.history;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;

/** Writes whole numbers as integers, which take one to five bytes instead of nine. */
final class ShortNumbers extends JsonSerializer<double[]> {

  @Override
  public void serialize(double[] numbers, JsonGenerator out, SerializerProvider unused)
      throws IOException {
    out.writeStartArray(numbers, numbers.length);
    for (double number : numbers) {
      long whole = (long) number;
      // Comparing bits keeps −0.0 and what is not a number out of the short form.
      if (Double.doubleToRawLongBits((double) whole) == Double.doubleToRawLongBits(number)) {
        out.writeNumber(whole);
      } else {
        out.writeNumber(number);
      }
    }
    out.writeEndArray();
  }
}
