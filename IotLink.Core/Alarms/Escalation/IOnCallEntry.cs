namespace IotLink.Core.Alarms.Escalation;

/// <summary>A policy, a team or a calendar: named, versioned, edited by people.</summary>
public interface IOnCallEntry
{
    string Id { get; }

    string Name { get; }

    int Version { get; }
}
