using System.Net;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Ingest.Gateways.Repeats;
using IotLink.Ingest.Gateways.Sockets;

namespace IotLink.Ingest.Gateways.Tcp;

/// <summary>Raw TCP: a listener for each product, because nothing in the bytes says which product's they are.</summary>
internal sealed class TcpGateway(TcpIntake intake, ProductFramings framings, ConnectionWatch watch, LogTail tail) : IGateway, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    public Channel Channel => Channel.Tcp;

    public IReadOnlyList<GatewayEndpoint> Endpoints => [.. intake.Options.Listeners().Select(Endpoint)];

    public Task StartAsync(CancellationToken ct) => tail.RecallAsync(Channel.Tcp, intake.Doubts, IsAnswered, ct);

    public Task StopAsync(CancellationToken ct) => _stopping.CancelAsync();

    public void Dispose() => _stopping.Dispose();

    private GatewayEndpoint Endpoint((string Product, int Port, string Setting) listener)
    {
        if (!ProductId.TryParse(listener.Product, out var product) || framings.Find(product) is null)
        {
            throw new InvalidOperationException(
                $"{listener.Setting}: '{listener.Product}' is no product with a framing. There are: {string.Join(", ", framings.Products.Select(p => p.Value).Order())}.");
        }

        var address = new IPEndPoint(IPAddress.Parse(intake.Options.Address), listener.Port);
        return new(GatewayAddresses.Tcp(listener.Product), Channel.Tcp, address, listener.Setting, wire => ServeAsync(wire, product))
        {
            MaxPerAddress = intake.Options.MaxConnectionsPerAddress,
        };
    }

    private async Task ServeAsync(GatewayConnection wire, ProductId product)
    {
        var connection = new TcpConnection(wire, intake, product, framings);
        watch.Add(connection);
        try
        {
            await connection.RunAsync(_stopping.Token).ConfigureAwait(false);
        }
        finally
        {
            watch.Remove(connection);
        }
    }

    private bool IsAnswered(Message message) =>
        intake.ProductOf(message.Device) is { } product && framings.Find(product, message.Device)?.Reply.AnswersData == true;
}
