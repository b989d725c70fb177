using IotLink.Core.Accounts;
using IotLink.Core.Documents;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Documents;

public sealed class DocumentLifeTests
{
    private const string Old = "ruleId: old\n", New = "ruleId: new\n";

    private static readonly DocumentKey Key = DocumentKey.Parse("rule/prod-a/r", null);
    private static readonly DateTimeOffset Now = Sample.Noon;

    private static readonly Dictionary<string, Viewer> Persons = new()
    {
        ["owner"] = Lab.Author,
        ["author"] = Lab.OtherAuthor,
        ["reviewer"] = Lab.Reviewer,
        ["both"] = Lab.Both,
        ["reader"] = Lab.Reader,
        ["service"] = People.Ops,
        ["admin"] = People.Admin,
    };

    /// <summary>
    /// Each state a document can be in (version 1 is published in all but the first): who can take each step, and everybody else is refused.
    /// </summary>
    public static TheoryData<string, string, string> Table => new()
    {
        { "nothing", "begin", "owner author both" },
        { "published", "begin", "owner author both" },
        { "published", "rollback", "" },
        { "published", "retire", "reviewer both" },
        { "published", "publish", "" },
        { "draft", "begin", "" },
        { "draft", "edit", "owner" },
        { "draft", "takeover", "author both" },
        { "draft", "rebase", "owner" },
        { "draft", "discard", "owner" },
        { "draft", "submit", "owner" },
        { "draft", "takeback", "" },
        { "draft", "approve", "" },
        { "draft", "reject", "" },
        { "draft", "publish", "" },
        { "draft", "retire", "reviewer both" },
        { "in review", "edit", "" },
        { "in review", "takeover", "" },
        { "in review", "rebase", "" },
        { "in review", "discard", "" },
        { "in review", "submit", "" },
        { "in review", "takeback", "owner" },
        { "in review", "approve", "reviewer both" },
        { "in review", "reject", "reviewer both" },
        { "in review", "publish", "" },
        { "approved", "edit", "" },
        { "approved", "submit", "" },
        { "approved", "discard", "" },
        { "approved", "takeback", "owner" },
        { "approved", "approve", "" },
        { "approved", "reject", "reviewer both" },
        { "approved", "publish", "owner author both reviewer" },
        { "approved", "canary", "owner author both reviewer" },
        { "canary", "promote", "owner author both reviewer" },
        { "canary", "withdraw", "owner author both reviewer" },
        { "canary", "rollback", "owner author both reviewer" },
        { "canary", "begin", "owner author both" },
        { "published", "promote", "" },
        { "published", "withdraw", "" },
        { "replaced", "rollback", "owner author both reviewer" },
        { "retired", "rollback", "owner author both reviewer" },
        { "retired", "retire", "" },
        { "retired", "begin", "owner author both" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Who_may_do_what_in_which_state(string state, string action, string allowed)
    {
        var document = In(state);
        foreach (var (name, person) in Persons)
        {
            var step = Take(document, person, action);
            Assert.True((step.Document is not null) == allowed.Split(' ').Contains(name), $"{name} {action} in '{state}': {step.Refusal?.Detail ?? "allowed"}");
            Assert.Equal(step.Document is null, step.Refusal is not null);
        }
    }

    [Fact]
    public void Who_wrote_on_a_text_cannot_approve_it_even_after_somebody_took_it_over()
    {
        var document = Did(DocumentLife.Begin(In("published"), Lab.Both, New, Now));
        document = Did(DocumentLife.TakeOver(document, Lab.Author, Now));
        document = Did(DocumentLife.Submit(document, Lab.Author, "why", Now));
        Assert.Equal(DocumentReason.SamePerson, DocumentLife.Approve(document, Lab.Both, document.Draft!.Hash, null, Now).Refusal?.Code);
        Assert.NotNull(DocumentLife.Approve(document, Lab.Reviewer, document.Draft.Hash, null, Now).Document);
    }

    [Fact]
    public void An_approval_is_for_one_text()
    {
        var document = In("in review");
        Assert.Equal(DocumentReason.OtherText, DocumentLife.Approve(document, Lab.Reviewer, DocumentText.HashOf(Old), null, Now).Refusal?.Code);
        Assert.Equal(DocumentReason.OtherText, DocumentLife.Publish(In("approved"), Lab.Author, DocumentText.HashOf(Old), null, Now).Refusal?.Code);
    }

    [Fact]
    public void A_returned_draft_has_the_comment_and_no_approval()
    {
        var returned = Did(DocumentLife.Reject(In("approved"), Lab.Reviewer, "the unit is wrong", Now)).Draft!;
        Assert.Equal((DraftState.Draft, "the unit is wrong", null), (returned.State, returned.Comment, returned.ApprovedBy));
    }

    [Fact]
    public void Two_windows_of_one_author_cannot_overwrite_each_other()
    {
        var document = In("draft");
        var first = DocumentLife.Edit(document, Lab.Author, "a: 1", document.Draft!.Revision, Now);
        Assert.Equal(DocumentReason.Conflict, DocumentLife.Edit(first.Document!, Lab.Author, "a: 2", document.Draft.Revision, Now).Refusal?.Code);
    }

    [Fact]
    public void A_draft_overtaken_by_a_version_must_look_at_it_first()
    {
        var document = In("replaced");
        document = Did(DocumentLife.Begin(document, Lab.Author, "ruleId: third\n", Now));
        document = Did(DocumentLife.RollBack(document, Lab.Reviewer, 1, "it was better", Now));
        Assert.Equal(DocumentReason.Conflict, DocumentLife.Submit(document, Lab.Author, "why", Now).Refusal?.Code);
        Assert.NotNull(DocumentLife.Submit(Did(DocumentLife.Rebase(document, Lab.Author, Now)), Lab.Author, "why", Now).Document);
    }

    [Fact]
    public void Rolling_back_makes_a_new_version_of_the_earlier_text_and_ends_a_canary()
    {
        var document = Did(DocumentLife.RollBack(In("canary"), Lab.Reviewer, 1, "the canary shows nonsense", Now));
        Assert.Equal([VersionState.Retired, VersionState.Withdrawn, VersionState.Published], document.Versions.Select(v => v.State));
        Assert.Equal((3, 1, document.Versions[0].Hash, null), (document.Published!.Number, document.Published.RolledBackTo, document.Published.Hash, document.CanaryScope));
    }

    [Fact]
    public void A_canary_leaves_the_published_version_in_force_until_it_is_promoted()
    {
        var document = In("canary");
        Assert.Equal((1, 2), (document.Published!.Number, document.Canary!.Number));
        var promoted = Did(DocumentLife.Promote(document, Lab.Author, Now));
        Assert.Equal((2, null, null), (promoted.Published!.Number, promoted.Canary, promoted.CanaryScope));
        var withdrawn = Did(DocumentLife.Withdraw(document, Lab.Author, "no", Now));
        Assert.Equal((1, null, VersionState.Withdrawn), (withdrawn.Published!.Number, withdrawn.Canary, withdrawn.Versions[1].State));
    }

    [Fact]
    public void The_same_text_is_no_new_version()
    {
        var document = Did(DocumentLife.Begin(In("published"), Lab.Author, Old + "\r\n", Now));
        Assert.Equal(DocumentReason.Same, DocumentLife.Submit(document, Lab.Author, "why", Now).Refusal?.Code);
    }

    [Fact]
    public void A_catalogue_text_follows_by_itself_until_people_published_something()
    {
        var first = DocumentLife.FromCatalogue(null, Key, Old, Now)!.Value.Document!;
        Assert.Equal((1, Person.System), (first.Published!.Number, first.Published.Author));
        Assert.Null(DocumentLife.FromCatalogue(first, Key, Old, Now));
        Assert.Equal(2, DocumentLife.FromCatalogue(first, Key, New, Now)!.Value.Document!.Published!.Number);

        var own = In("replaced") with { CatalogueHash = DocumentText.HashOf(Old) };
        var proposed = DocumentLife.FromCatalogue(own, Key, "ruleId: newest\n", Now)!.Value.Document!;
        Assert.Equal((2, Person.System, "ruleId: newest\n"), (proposed.Published!.Number, proposed.Draft!.Owner, proposed.Draft.Text));
        Assert.Null(DocumentLife.FromCatalogue(proposed with { Draft = null }, Key, "ruleId: newest\n", Now));
    }

    private static RegisteredDocument In(string state) => state switch
    {
        "nothing" => new(Key),
        "published" => DocumentLife.FromCatalogue(null, Key, Old, Now)!.Value.Document!,
        "draft" => Did(DocumentLife.Begin(In("published"), Lab.Author, New, Now)),
        "in review" => Did(DocumentLife.Submit(In("draft"), Lab.Author, "why", Now)),
        "approved" => Did(DocumentLife.Approve(In("in review"), Lab.Reviewer, DocumentText.HashOf(New), null, Now)),
        "canary" => Did(DocumentLife.Publish(In("approved"), Lab.Author, DocumentText.HashOf(New), CanaryScope.Share(10), Now)),
        "replaced" => Did(DocumentLife.Publish(In("approved"), Lab.Author, DocumentText.HashOf(New), null, Now)),
        "retired" => Did(DocumentLife.Retire(In("published"), Lab.Reviewer, "not used any more", Now)),
        _ => throw new ArgumentException(state),
    };

    private static DocumentStep Take(RegisteredDocument document, Viewer who, string action) => action switch
    {
        "begin" => DocumentLife.Begin(document, who, New, Now),
        "edit" => DocumentLife.Edit(document, who, "ruleId: edited\n", document.Draft!.Revision, Now),
        "takeover" => DocumentLife.TakeOver(document, who, Now),
        "rebase" => DocumentLife.Rebase(document, who, Now),
        "discard" => DocumentLife.Discard(document, who, Now),
        "submit" => DocumentLife.Submit(document, who, "why", Now),
        "takeback" => DocumentLife.TakeBack(document, who, Now),
        "approve" => DocumentLife.Approve(document, who, document.Draft!.Hash, null, Now),
        "reject" => DocumentLife.Reject(document, who, "no", Now),
        "publish" => DocumentLife.Publish(document, who, document.Draft?.Hash ?? "", null, Now),
        "canary" => DocumentLife.Publish(document, who, document.Draft!.Hash, CanaryScope.Share(5), Now),
        "promote" => DocumentLife.Promote(document, who, Now),
        "withdraw" => DocumentLife.Withdraw(document, who, "why", Now),
        "rollback" => DocumentLife.RollBack(document, who, 1, "why", Now),
        "retire" => DocumentLife.Retire(document, who, "why", Now),
        _ => throw new ArgumentException(action),
    };

    private static RegisteredDocument Did(DocumentStep step)
    {
        Assert.Null(step.Refusal);
        return step.Document!;
    }
}
