using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Publishing;

/// <summary>What another plan makes of the same messages.</summary>
/// <param name="Changed">Metrics that differ, those with most changes first.</param>
public sealed record PlanComparison(int Messages, int Devices, PlanFigures Before, PlanFigures After, IReadOnlyList<MetricChange> Changed)
{
    /// <param name="messages">In the order of the stream; those of devices nobody knows are passed over.</param>
    public static PlanComparison Of(IEnumerable<StoredMessage> messages, ProductPlan before, ProductPlan after, IDeviceRegistry registry)
    {
        var (older, newer) = (new PlanTrial(before, registry), new PlanTrial(after, registry));
        var (first, second) = (new PlanFigures(), new PlanFigures());
        var changes = new Dictionary<string, MetricChange>(StringComparer.Ordinal);
        var devices = new HashSet<DeviceId>();
        var count = 0;
        foreach (var stored in messages)
        {
            if (stored.Message.Refusal is not null || registry.Find(stored.Message.Device) is not { } device) continue;
            count++;
            devices.Add(device.Id);
            var refused = first.Add(older, older.Take(stored, device)) | second.Add(newer, newer.Take(stored, device));
            if (!refused) Compare(older.Readings, newer.Readings, changes);
        }

        return new(count, devices.Count, first, second, [.. changes.Values.OrderByDescending(c => c.Count).ThenBy(c => c.Metric, StringComparer.Ordinal)]);
    }

    private static void Compare(ReadOnlySpan<Reading> before, ReadOnlySpan<Reading> after, Dictionary<string, MetricChange> changes)
    {
        for (var i = 0; i < Math.Min(before.Length, after.Length); i++)
        {
            if (before[i].Product != after[i].Product) continue;
            MetricValues a = before[i].Metrics, b = after[i].Metrics;
            for (var slot = 0; slot < Math.Max(a.Extent, b.Extent); slot++)
            {
                if (Same(a, b, slot)) continue;
                var name = a.Schema.NameOf(slot);
                if (!changes.TryGetValue(name, out var change)) changes[name] = change = new(name, Shown(a, slot), Shown(b, slot));
                change.Count++;
            }
        }
    }

    private static bool Same(MetricValues a, MetricValues b, int slot)
    {
        var kind = a.KindOf(slot);
        if (kind != b.KindOf(slot)) return false;
        return kind == MetricKind.Absent || (kind == MetricKind.Text ? a.TextAt(slot) == b.TextAt(slot) : a.NumberAt(slot).Equals(b.NumberAt(slot)));
    }

    private static MetricValue? Shown(MetricValues values, int slot) => values.KindOf(slot) switch
    {
        MetricKind.Absent => null,
        MetricKind.Number => MetricValue.Of(values.NumberAt(slot)),
        MetricKind.Boolean => MetricValue.Of(values.NumberAt(slot) != 0),
        _ => MetricValue.Of(values.TextAt(slot) ?? ""),
    };
}

/// <summary>What one plan made of the messages.</summary>
public sealed class PlanFigures
{
    private readonly Dictionary<string, int> _refused = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _raised = new(StringComparer.Ordinal);

    public int Readings { get; private set; }

    /// <summary>Readings that broke a promise and were kept.</summary>
    public int Marked { get; private set; }

    /// <summary>Dead letters by reason code.</summary>
    public IReadOnlyDictionary<string, int> Refused => _refused;

    /// <summary>Alarms by rule.</summary>
    public IReadOnlyDictionary<string, int> Raised => _raised;

    internal bool Add(PlanTrial trial, Refusal? refusal)
    {
        if (refusal is not null)
        {
            _refused[refusal.Code] = _refused.GetValueOrDefault(refusal.Code) + 1;
            return true;
        }

        foreach (var reading in trial.Readings)
        {
            Readings++;
            if (reading.Marks.HasFlag(ReadingMarks.ContractBroken)) Marked++;
        }

        foreach (var verdict in trial.Verdicts.Where(v => v.Raise)) _raised[verdict.Rule.RuleId] = _raised.GetValueOrDefault(verdict.Rule.RuleId) + 1;
        return false;
    }
}

/// <param name="Before">The first value that differed, as it was; null: there was none.</param>
/// <param name="After">The same by the other plan.</param>
public sealed record MetricChange(string Metric, MetricValue? Before, MetricValue? After)
{
    public int Count { get; internal set; }
}
