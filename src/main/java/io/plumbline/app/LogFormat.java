package io.plumbline.app;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import java.util.Iterator;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** The form of the log. */
public enum LogFormat {
  /** Lines for people. */
  TEXT,
  /** One JSON object a line, for collectors. */
  JSON;

  /** Its name in the configuration. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Lets all that is logged from now on have this form. */
  void use() {
    // A test may bring a logging library of its own.
    if (this == JSON && LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      for (Iterator<Appender<ILoggingEvent>> i = root.iteratorForAppenders(); i.hasNext(); ) {
        if (i.next() instanceof ConsoleAppender<ILoggingEvent> console) {
          console.setEncoder(encoder(console));
        }
      }
    }
  }

  private static JsonEncoder encoder(ConsoleAppender<ILoggingEvent> console) {
    JsonEncoder encoder = new JsonEncoder();
    encoder.setContext(console.getContext());
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.setWithContext(false);
    encoder.setWithMarkers(false);
    encoder.setWithMDC(false);
    encoder.setWithKVPList(false);
    encoder.setWithArguments(false);
    encoder.setWithMessage(false);
    encoder.setWithFormattedMessage(true);
    encoder.start();
    return encoder;
  }
}
