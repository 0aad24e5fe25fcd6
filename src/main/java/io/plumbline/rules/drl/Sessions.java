package io.plumbline.rules.drl;

import java.util.Set;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieContainer;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionsPool;

/**
 * Sessions of some of a pack's rules. They come from a pool, which halves their price, until one
 * has failed: a failed session cannot be used again, and a pool never lets go of one.
 */
final class Sessions {

  private final KieBase base;
  private final KieSessionsPool pool;
  private volatile boolean frail;

  /** Links the rules of a container but those of some numbers. */
  Sessions(KieContainer container, Set<Integer> leftOut) {
    base = container.newKieBase(null);
    leftOut.forEach(rule -> base.removeRule(PackCompiler.PACKAGE, RuleSource.name(rule)));
    pool = base.newKieSessionsPool(1);
  }

  /** One for a judgement. */
  KieSession take() {
    return frail ? base.newKieSession() : pool.newKieSession();
  }

  /** Takes back a session after which nothing is wrong. */
  static void done(KieSession session) {
    session.dispose();
  }

  /** Takes back a session that failed. */
  void failed(KieSession session) {
    if (frail) {
      session.dispose();
    }
    frail = true;
  }

  void close() {
    pool.shutdown();
  }
}
