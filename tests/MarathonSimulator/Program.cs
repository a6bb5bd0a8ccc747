using MarathonSimulator.CommandLine;

return await SimulatorCommand.Create().Parse(args).InvokeAsync();
