package main

import (
	"context"

	"github.com/spf13/cobra"
	"k8s.io/kubernetes/cmd/kubelet/app"
)

// The kubelet's command takes a context in this version.
func kubelet() *cobra.Command { return app.NewKubeletCommand(context.Background()) }
