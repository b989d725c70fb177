namespace IotLink.Portal.Features.Actions;

/// <summary>What a person filled in.</summary>
public sealed record CommandWish(string Action, IReadOnlyDictionary<string, string> Parameters, string Why);
