using IotLink.Core.History;

namespace IotLink.Ingest.History;

/// <summary>A replay cannot be carried out as it was asked for. The fault is told to people as it is.</summary>
public sealed class ReplayRefusedException(string code, string detail) : Exception(detail)
{
    public ReplayFault Fault { get; } = new(code, detail);
}
