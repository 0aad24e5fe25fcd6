/** How is it kept? One embedded RocksDB, column families, atomic commits. */
package io.plumbline.store;
