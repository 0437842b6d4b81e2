//go:build !linux

package main

import "os"

// peak is not known here: systems count memory in different units, if at all.
func peak(*os.ProcessState) float64 { return 0 }

// resident is not known on this system.
func resident(int) float64 { return 0 }
