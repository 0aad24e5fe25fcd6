package io.plumbline.rules.table;

import java.util.List;

/**
 * A table as its author wrote it.
 *
 * @param path path of its file below the rules folder
 * @param line line of the names of its columns, from 1
 * @param columns the names, in small letters
 * @param rows the rows below
 */
record Table(String path, int line, List<String> columns, List<Row> rows) {

  /**
   * One row.
   *
   * @param line its line, from 1
   * @param cells as many as there are columns
   */
  record Row(int line, List<String> cells) {}

  /** The place of a column, from 0; -1 if there is none of that name. */
  int column(String name) {
    return columns.indexOf(name);
  }

  /** A column as messages name it: its number, from 1, and its name. */
  String named(int column) {
    return "column " + (column + 1) + " (" + columns.get(column) + ")";
  }
}
