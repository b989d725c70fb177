using IotLink.Core.Documents;

namespace IotLink.Portal.Features.Documents;

/// <summary>How far a text has come on its way to the devices.</summary>
public static class Workflow
{
    /// <param name="isTried">Whether somebody has looked at what the text makes of a payload or reading.</param>
    public static IReadOnlyList<WorkflowStep> Of(Workbench bench, bool isTried)
    {
        var draft = bench.Draft;
        var version = bench.Document?.Published;
        var hasText = draft is not null || bench.IsDirty;
        var check = bench.Checkup;
        var red = check.Tests.Count(t => t.Faults.Count > 0);
        return
        [
            new("Draft", hasText ? WorkflowState.Ok : WorkflowState.None, bench.IsDirty ? "Unsaved" : draft is not null ? "Saved" : "NoDraft"),
            check.Faults.Count > 0 ? new("Validate", WorkflowState.Warning, "Faults", check.Faults.Count)
                : new("Validate", WorkflowState.Ok, "NoFaults"),
            red > 0 ? new("Preview", WorkflowState.Warning, "RedTests", red)
                : check.Tests.Count > 0 ? new("Preview", WorkflowState.Ok, "GreenTests", check.Tests.Count)
                : isTried ? new("Preview", WorkflowState.Ok, "Tried")
                : new("Preview", WorkflowState.None, bench.Key.Kind == DocumentKind.Spec ? "NoTests" : "NotTried"),
            draft?.State switch
            {
                DraftState.InReview => new("Review", WorkflowState.Warning, "Waiting"),
                DraftState.Approved => new("Review", WorkflowState.Ok, "Approved"),
                _ => draft?.Comment is not null ? new("Review", WorkflowState.Warning, "Returned") : new("Review", WorkflowState.None, "NotAsked"),
            },
            bench.Document?.Canary is { } canary ? new("Publish", WorkflowState.Warning, "Canary", canary.Number)
                : version is null ? new("Publish", WorkflowState.None, "Never")
                : new("Publish", draft is null && !bench.IsDirty ? WorkflowState.Ok : WorkflowState.None, "InForce", version.Number),
        ];
    }
}

/// <param name="Name">Key of its name: Draft, Validate, Preview, Review, Publish.</param>
/// <param name="Why">Key of the sentence that says why it stands so.</param>
/// <param name="Count">What the sentence counts or numbers.</param>
public sealed record WorkflowStep(string Name, WorkflowState State, string Why, int Count = 0);

public enum WorkflowState { None, Warning, Ok }
