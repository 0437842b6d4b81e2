//go:build !linux

package main

import "os"

// peak returns 0: systems report memory in different units, if at all.
func peak(*os.ProcessState) float64 { return 0 }

// resident returns 0, since it is not known on this system.
func resident(int) float64 { return 0 }
