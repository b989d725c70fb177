namespace IotLink.Tests.Endurance;

/// <summary>Tests that take the whole machine run when the others are through.</summary>
[CollectionDefinition(nameof(OneAtATime), DisableParallelization = true)]
public sealed class OneAtATime;
