package io.plumbline.app.publishing;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.PackInfo;
import java.util.List;

/** The packs in force, and how another text comes in the place of one. */
public interface LivePacks {

  /** The number of the newest activation. */
  long version();

  /** The files of all packs in force, by path. */
  List<SourceFile> files();

  /** What the text in force says of a pack. */
  PackInfo about(String pack);

  /**
   * What would become of a text if it were put in force now. It takes seconds; nothing is told,
   * kept or counted.
   *
   * @param pack name of the pack
   * @param files its files
   */
  Examination examine(String pack, List<SourceFile> files);

  /**
   * Puts a text in force, after the same look at it.
   *
   * @param pack name of the pack
   * @param files its files; none takes the pack out of force
   * @return the number of the activation
   * @throws UnsoundException if it cannot judge; nothing has changed
   * @throws BusyException if the journal takes nothing now; nothing has changed
   */
  long activate(String pack, List<SourceFile> files, Origin origin)
      throws UnsoundException, BusyException, InterruptedException;
}
