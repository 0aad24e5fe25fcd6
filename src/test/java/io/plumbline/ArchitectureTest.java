package io.plumbline;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packages import only downwards; the table is the one of the contributors' guide. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.plumbline");

  @ParameterizedTest
  @CsvSource({
    "catalogue,''",
    "signal,catalogue",
    "fact,catalogue",
    "finding,catalogue fact",
    "store,''",
    "journal,store signal catalogue",
    "rules,fact catalogue",
    "engine,rules fact finding signal catalogue",
    "runner,engine rules journal store finding fact signal catalogue",
    "http,''",
    "ingest,http journal signal catalogue",
    "report,store finding fact catalogue",
    "publish,store report finding fact catalogue",
    "console,http report finding fact catalogue"
  })
  void importsOnlyDownwards(String name, String allowed) {
    String[] visible =
        Stream.concat(Stream.of(name), Stream.of(allowed.split(" ")).filter(s -> !s.isEmpty()))
            .map(p -> "io.plumbline." + p + "..")
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage("io.plumbline." + name + "..")
        .should()
        .onlyDependOnClassesThat(
            not(resideInAPackage("io.plumbline..")).or(resideInAnyPackage(visible)))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void onlyRulesKnowDrools() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.plumbline.rules..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.drools..", "org.kie..")
        .check(CLASSES);
  }

  @Test
  void onlyStoreKnowsRocksDb() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.plumbline.store..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.rocksdb..")
        .check(CLASSES);
  }

  @Test
  void onlyAppReadsTheClock() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.plumbline.engine..",
            "io.plumbline.rules..",
            "io.plumbline.journal..",
            "io.plumbline.store..",
            "io.plumbline.runner..")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .allowEmptyShould(true)
        .check(CLASSES);
  }
}
