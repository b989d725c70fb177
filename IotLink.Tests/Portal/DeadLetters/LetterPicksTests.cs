using IotLink.Core.Messages;
using IotLink.Portal.Features.DeadLetters;

namespace IotLink.Tests.Portal.DeadLetters;

public sealed class LetterPicksTests
{
    private static readonly IReadOnlyList<StreamPosition> Shown = [new(0, 9), new(0, 7), new(0, 5), new(0, 3)];

    private readonly LetterPicks _picks = new();

    [Fact]
    public void Shift_and_arrow_pick_on_from_the_last_one_touched()
    {
        _picks.Set(Shown[1], true);
        _picks.Extend(Shown, 1);
        _picks.Extend(Shown, 1);

        Assert.Equal([Shown[3], Shown[2], Shown[1]], _picks.All);
    }

    [Fact]
    public void Going_back_lets_go_of_what_was_taken_in()
    {
        _picks.Extend(Shown, 1);
        _picks.Extend(Shown, 1);
        _picks.Extend(Shown, -1);

        Assert.Equal([Shown[0]], _picks.All);
    }

    [Fact]
    public void The_ends_of_the_list_stop_it()
    {
        for (var i = 0; i < 9; i++) _picks.Extend(Shown, 1);

        Assert.Equal(4, _picks.Count);
    }

    [Fact]
    public void All_are_picked_and_let_go()
    {
        _picks.Set(Shown[0], true);
        _picks.Toggle(Shown);
        Assert.Equal(4, _picks.Count);

        _picks.Toggle(Shown);
        Assert.Equal(0, _picks.Count);
    }

    [Fact]
    public void What_is_no_longer_shown_is_no_longer_picked()
    {
        _picks.Toggle(Shown);
        _picks.Keep(Shown.Take(2));

        Assert.Equal([Shown[1], Shown[0]], _picks.All);
    }
}
