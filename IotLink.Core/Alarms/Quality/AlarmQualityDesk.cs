using IotLink.Core.Accounts;

namespace IotLink.Core.Alarms.Quality;

/// <summary>Which rules are worth their alarms, for who may change that.</summary>
public sealed class AlarmQualityDesk(IAlarmStore alarms)
{
    /// <returns>Most alarms first; null when the viewer may not.</returns>
    public async Task<IReadOnlyList<RuleQuality>?> RulesAsync(Viewer viewer, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        viewer.May(Permission.ViewAlarmQuality) ? await alarms.QualityAsync(viewer.Scope, from, to, ct) : null;
}
