/** What the demo shows, step by step, and how it checks what it claims. */
package org.armature.demo.tour;
