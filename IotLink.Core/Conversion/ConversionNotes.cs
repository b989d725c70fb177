using IotLink.Core.Devices;
using IotLink.Core.Messages;

namespace IotLink.Core.Conversion;

/// <summary>
/// What a message says beside its values. Reused from message to message: what is in the lists may be kept, the lists may not.
/// </summary>
public sealed class ConversionNotes
{
    private readonly List<TopologyNote> _topology = [];
    private readonly List<AlertReport> _alerts = [];
    private readonly List<ControlResult> _results = [];
    private readonly List<string> _warnings = [];
    private string _firstLeftOut = "";
    private int _leftOut;

    /// <summary>Who hangs under which hub, from <c>nodes[]</c>.</summary>
    public IReadOnlyList<TopologyNote> Topology => _topology;

    /// <summary>What the device itself reports as wrong or right again.</summary>
    public IReadOnlyList<AlertReport> Alerts => _alerts;

    /// <summary>What the device says about commands.</summary>
    public IReadOnlyList<ControlResult> Results => _results;

    /// <summary>Why readings a hub brought for others were left out while the rest was taken; null when none were.</summary>
    public Refusal? LeftOut { get; private set; }

    /// <summary>Set by a <c>provisioning_complete</c>.</summary>
    public ProvisioningNotice? Provisioning { get; internal set; }

    /// <summary>What was odd but did not stop the conversion, in English.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    public bool IsEmpty => _topology.Count == 0 && _alerts.Count == 0 && _results.Count == 0 && _warnings.Count == 0 && Provisioning is null && LeftOut is null;

    public void Clear()
    {
        _topology.Clear();
        _alerts.Clear();
        _results.Clear();
        _warnings.Clear();
        Provisioning = null;
        (LeftOut, _leftOut) = (null, 0);
    }

    internal void Add(TopologyNote note) => _topology.Add(note);

    internal void Add(AlertReport alert) => _alerts.Add(alert);

    internal void Add(ControlResult result) => _results.Add(result);

    /// <summary>A message has one dead letter at most: the first reason stands for all, with their number.</summary>
    internal void LeaveOut(Refusal why)
    {
        _leftOut++;
        LeftOut = LeftOut is null ? why : LeftOut with { Detail = $"{_firstLeftOut} And {_leftOut - 1} more." };
        if (_leftOut == 1) _firstLeftOut = why.Detail;
    }

    internal void Warn(string text) => _warnings.Add(text);
}

/// <summary>A node's place, as a hub tells it. A claim, not a fact: the registry decides whether this hub may say so.</summary>
/// <param name="Parent">The hub it hangs under; the sender when the node names none.</param>
/// <param name="Role">As written, <c>EndDevice</c>; null when absent.</param>
public sealed record TopologyNote(DeviceId Device, DeviceId Parent, string? Role);

/// <summary>A device announced itself.</summary>
/// <param name="Hub">The hub it says it hangs under.</param>
public sealed record ProvisioningNotice(
    DeviceId Device, ProductId? Product, DeviceId? Hub, string? Name, string? Firmware, TimeSpan? ReportingPeriod);

/// <summary>A device's own alarm. The alarm's key is device and code, the same as a rule's about the same thing.</summary>
/// <param name="Severity">As the device words it, in lower case; null when it does not say.</param>
/// <param name="IsRaised">false: the device says it is over.</param>
public sealed record AlertReport(
    DeviceId Device, string Code, string? Severity, string? Message, bool IsRaised, EventTime Time, DateTimeOffset? DeviceTimestamp);

/// <summary>A device's answer to a command.</summary>
/// <param name="Outcome">What its status means; a word that is not known is no success.</param>
/// <param name="Detail">Its own words.</param>
public sealed record ControlResult(DeviceId Device, string Command, ControlOutcome Outcome, string Detail);

public enum ControlOutcome
{
    /// <summary>It has the command and is at it.</summary>
    Received,

    Done,

    Failed,
}
