/**
 * Storage engines side by side: what each operation on objects of each size costs, as a table for the page of engines.
 *
 * <p>To run it: {@code mvn -q -Pengines -DskipTests -pl bundles/microbench -am verify}; with other options, such as those
 * that lead to a database server: {@code -Dengines="--rounds 3 --option mysql.port=3307"}; {@code --help} lists them.
 */
package org.armature.microbench.engines;
