package io.plumbline.rules.drl;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.Problem;
import java.util.List;

/**
 * Where problems of one rule file go.
 *
 * @param file the file
 * @param problems the list that gathers the problems of all files
 */
record DrlPage(SourceFile file, List<Problem> problems) {

  /** Notes a problem on a line counted from 1. */
  void problem(int line, String what, String instead) {
    problems.add(new Problem(file.path(), Math.max(1, line), what, instead));
  }

  /** The line of a character counted from 0, from 1. */
  int lineAt(int offset) {
    return 1 + (int) file.text().substring(0, offset).chars().filter(c -> c == '\n').count();
  }

  /** The line of the first occurrence of a text at or after a character, or of that character. */
  int lineOf(String text, int from) {
    return lineAt(Math.max(from, file.text().indexOf(text, from)));
  }
}
