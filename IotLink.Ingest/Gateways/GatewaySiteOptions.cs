using IotLink.Core.Messages;

namespace IotLink.Ingest.Gateways;

/// <summary>The part of section <c>Site</c> the gateways need.</summary>
public sealed class GatewaySiteOptions
{
    public const string Section = "Site";

    /// <summary>The environment segment of every topic.</summary>
    public Env Environment { get; set; } = Env.Dev;
}
