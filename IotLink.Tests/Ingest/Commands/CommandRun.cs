using System.Text.Json;
using IotLink.Ingest.Commands;

namespace IotLink.Tests.Ingest.Commands;

/// <summary>What <c>iotlink</c> answered, run in this process.</summary>
internal sealed record CommandRun(int Code, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public static async Task<CommandRun> OfAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await IotLinkCommand.InvokeAsync(args, output, error, TestContext.Current.CancellationToken);
        return new(code, output.ToString(), error.ToString());
    }
}
