/** Clients that shop, and keep a history of what they wrote and what they had seen. */
package org.armature.demo.traffic;
