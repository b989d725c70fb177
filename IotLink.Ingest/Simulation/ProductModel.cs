using IotLink.Core.Devices;

namespace IotLink.Ingest.Simulation;

/// <summary>How a product's devices talk and what they measure.</summary>
internal sealed record ProductModel(ProductId Product, IReadOnlyList<Wire> Wires, IReadOnlyList<FrameTemplate> Frames)
{
    /// <summary>LoRaWAN port of the frames; 0 when the product has none.</summary>
    public byte FPort { get; init; }

    /// <summary>For products with TCP devices.</summary>
    public TcpDialect? Tcp { get; init; }

    /// <summary>Whether its devices hear their shadow and control requests; those on TCP hold an MQTT session beside.</summary>
    public bool TakesCommands { get; init; }

    /// <summary>The metric that climbs when a device overheats (or a room goes stuffy), and by how much at the height.</summary>
    public (string Metric, double Rise) Heat { get; init; } = ("", 0);

    /// <summary>Bytes no spec of the product knows.</summary>
    public byte[] UnknownTag { get; init; } = [0xFE, 0xFE, 0x01];
}
