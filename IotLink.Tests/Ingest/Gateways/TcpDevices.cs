using System.Text;
using IotLink.Core.Conversion.Framing;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Products.Framing;
using IotLink.Ingest.Gateways.Tcp;
using IotLink.Tests.Core.Framing;
using IotLink.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IotLink.Tests.Ingest.Gateways;

/// <summary>Three products on raw sockets, and how their devices speak.</summary>
internal static class TcpDevices
{
    public const string Imei = "123456789012345";

    /// <summary>Bytes of prod-a's answer: its header, the frame's checksum, its own.</summary>
    public const int ProdAReply = 7;

    public static FramingSpec ProdA { get; } = Framing(FramingDocuments.ProdA);

    public static FramingSpec Gt06 { get; } = Framing(FramingDocuments.Gt06);

    public static FramingSpec Gator { get; } = Framing(FramingDocuments.Gator);

    public static FakeRegistry Plant => new FakeRegistry().With("dev-1").With(Imei, product: "gt06").With("0009632d", product: "gator-m508");

    public static Task<GatewayHost> StartAsync(
        HeldStream? stream = null, TimeProvider? clock = null, params (string Key, string Value)[] settings)
    {
        var framings = new ProductFramings(new Dictionary<ProductId, FramingSpec>
        {
            [ProductId.Parse("prod-a", null)] = ProdA,
            [ProductId.Parse("gt06", null)] = Gt06,
            [ProductId.Parse("gator-m508", null)] = Gator,
        });
        return GatewayHost.StartAsync(
            Plant, stream, clock, s => s.AddSingleton(framings),
            [("Ingest:Tcp:Products:gt06", "0"), ("Ingest:Tcp:Products:gator-m508", "0"), .. settings]);
    }

    public static byte[] Login(string device) => new FrameWriter(ProdA).Build([0, .. Encoding.ASCII.GetBytes(device)]);

    public static byte[] Data(int tempC, int rpm = 1000) =>
        new FrameWriter(ProdA).Build([1, (byte)tempC, 2, (byte)(rpm >> 8), (byte)rpm]);

    public static byte[] Gt06Frame(ReadOnlySpan<byte> payload, byte serial) => new FrameWriter(Gt06).Build(payload, [0, serial]);

    public static byte[] Gt06Login(byte serial) => Gt06Frame([1, .. Convert.FromHexString("0" + Imei)], serial);

    private static FramingSpec Framing(string text)
    {
        var faults = new List<DocumentFault>();
        var framing = FramingSpec.Read(DocumentMap.Parse(text, faults)!);
        Assert.Empty(faults);
        return framing!;
    }
}
