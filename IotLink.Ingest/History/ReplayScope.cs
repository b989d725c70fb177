using IotLink.Core.Devices;
using IotLink.Core.History;

namespace IotLink.Ingest.History;

/// <summary>A replay's question with its answer's frame: which messages, whose readings, decoded by what.</summary>
/// <param name="Span">The readings that are compared and replaced: of the product's devices.</param>
/// <param name="Senders">Whose messages are decoded: those devices, and the hubs that may speak for them.</param>
public sealed record ReplayScope(ReplayBasis Basis, HistorySpan Span, IReadOnlySet<DeviceId> Senders, ReplayPlans Plans)
{
    public ProductId Product => Plans.Product;

    public long Messages => Span.Last - Span.First + 1;
}
