package io.plumbline.console;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.console.api.PackTexts;
import java.util.List;
import java.util.Optional;

/** Packs of which no other text is kept. */
enum NoTexts implements PackTexts {
  NONE;

  @Override
  public Optional<Draft> draft(String pack) {
    return Optional.empty();
  }

  @Override
  public List<Version> versions(String pack) {
    return List.of();
  }

  @Override
  public Optional<List<SourceFile>> files(String pack, long version) {
    return Optional.empty();
  }
}
