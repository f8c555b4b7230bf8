/** Faults on either side, generated: what strikes which traffic when, and what each side may see of it by its tag. */
package dev.gangway.it.fault;
