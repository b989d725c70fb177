using System.IO.Pipelines;
using IotLink.Ingest.Gateways.Sockets;
using IotLink.Tests.Support;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace IotLink.Tests.Ingest.Gateways;

/// <summary>A connection to prod-a's listener without a socket between: when bytes are sent, the gateway has dealt with them.</summary>
internal sealed class PipedDevice : IDuplexPipe
{
    private static readonly PipeOptions Inline = new(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, useSynchronizationContext: false);

    private readonly Pipe _toGateway = new(Inline);
    private readonly Pipe _toDevice = new(Inline);

    PipeReader IDuplexPipe.Input => _toGateway.Reader;

    PipeWriter IDuplexPipe.Output => _toDevice.Writer;

    public static PipedDevice Dial(GatewayHost host)
    {
        var device = new PipedDevice();
        var listener = host.Services.GetServices<IGateway>().SelectMany(g => g.Endpoints).Single(e => e.Name == "tcp/prod-a");
        _ = listener.Serve(new(new DefaultConnectionContext(), device, isSecure: false));
        return device;
    }

    public async Task SendAsync(byte[] bytes) => await _toGateway.Writer.WriteAsync(bytes, TestContext.Current.CancellationToken);

    public async Task HangUpAsync() => await _toGateway.Writer.CompleteAsync();
}
