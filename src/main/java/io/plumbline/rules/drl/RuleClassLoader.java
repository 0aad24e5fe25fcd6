package io.plumbline.rules.drl;

import java.net.URL;
import java.util.List;
import java.util.Set;

/**
 * What compiled rules may touch: a second wall, should the check of their text have a hole. It has
 * two tiers. The compiler looks through {@link #getResource}, which withholds what reaches out of
 * the program and no more, since the compiler resolves much that rules never name. The virtual
 * machine links through {@link #loadClass}, which lets pass facts, the judge's side and what the
 * executable model is made of, and nothing else.
 */
final class RuleClassLoader extends ClassLoader {

  private static final List<String> LINKED =
      List.of(
          "io.plumbline.fact.",
          "org.drools.model.",
          "org.drools.modelcompiler.",
          "org.drools.core.base.accumulators.",
          "org.drools.ecj.",
          "java.time.format.");

  private static final Set<String> LINKED_CLASSES =
      Set.of(
          Work.class.getName(),
          "org.drools.util.DateUtils",
          "org.kie.api.builder.ReleaseId",
          "java.util.ArrayList",
          "java.util.Arrays",
          "java.util.Collections",
          "java.util.List",
          "java.util.Locale",
          "java.lang.Boolean",
          "java.lang.CharSequence",
          "java.lang.Comparable",
          "java.lang.Double",
          "java.lang.Enum",
          "java.lang.IllegalArgumentException",
          "java.lang.Integer",
          "java.lang.Iterable",
          "java.lang.Long",
          "java.lang.Math",
          "java.lang.Number",
          "java.lang.Object",
          "java.lang.Record",
          "java.lang.RuntimeException",
          "java.lang.String",
          "java.lang.StringBuilder",
          "java.lang.Throwable",
          "java.lang.invoke.LambdaMetafactory",
          "java.lang.invoke.SerializedLambda",
          "java.lang.invoke.StringConcatFactory");

  private static final List<String> WITHHELD =
      List.of(
          "java/lang/ClassLoader",
          "java/lang/Process",
          "java/lang/Runtime.",
          "java/lang/System.",
          "java/lang/Thread",
          "java/lang/foreign/",
          "java/lang/reflect/",
          "java/net/",
          "java/nio/",
          "java/util/concurrent/",
          "java/util/Timer",
          "javax/",
          "sun/");

  RuleClassLoader(ClassLoader parent) {
    super(parent);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (LINKED_CLASSES.contains(name) || LINKED.stream().anyMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    throw new ClassNotFoundException(name + " is out of a rule's reach");
  }

  @Override
  public URL getResource(String name) {
    // The loaders of the JDK remember every name that they were asked for in vain.
    if (name.startsWith(PackCompiler.PACKAGE + "/")) {
      return null;
    }
    return WITHHELD.stream().anyMatch(name::startsWith) ? null : super.getResource(name);
  }
}
