package main

import (
	"github.com/spf13/cobra"
	"k8s.io/kubernetes/cmd/kubelet/app"
)

// The kubelet's command takes no context in this version.
func kubelet() *cobra.Command { return app.NewKubeletCommand() }
