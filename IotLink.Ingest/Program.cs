using IotLink.Ingest.Commands;

return await IotLinkCommand.InvokeAsync(args, Console.Out, Console.Error, CancellationToken.None);
