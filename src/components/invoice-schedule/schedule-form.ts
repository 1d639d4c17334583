/** The form in which a time is chosen. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { dateTimeFormat } from '../../invoice/intl.js';
import { wallClock, writeWallClock, type WallClock } from '../../invoice/zoned.js';
import { schedule } from '../../translations/en/schedule.js';
import { scheduleForm } from '../../translations/en/schedule-form.js';
import { explainProblem } from '../internal/explain.js';
import { renderFace } from '../internal/problem.js';
import { sign } from '../internal/signs.js';
import { doingWords, type Speech } from '../internal/speech.js';
import type { Step } from './schedule-flow.js';
import { choose, inZone, typeTime, type Form, type Preset, type Reading, type Twice } from './times.js';
import { isTwoZones, momentIn, placeOf, zonedSentence, type Zones } from '../internal/zone-text.js';

/** What is done with the form. */
export interface FormHand {
  readingOf(form: Form): Reading;
  change(change: (form: Form) => Form): void;
  /** On to what will happen. */
  review(): Promise<void> | void;
  cancel(): void;
}

export interface FormContext {
  flow: FormHand;
  zones: Zones;
  now: number;
  speech: Speech;
}

type FormStep = Extract<Step, { name: 'editing' | 'reading' | 'stopped' }>;

/** @returns nothing where what is being read was not chosen in a form */
export function renderForm(step: FormStep, context: FormContext): TemplateResult | typeof nothing {
  const { form } = step;
  if (!form) return nothing;
  const { flow, speech } = context;
  const words = speech.source.wordsOf('scheduleForm', scheduleForm);
  const reading = flow.readingOf(form);
  const busy = step.name === 'reading';
  return html`
    <form
      part="form"
      class="panel"
      novalidate
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        void flow.review();
      }}
      @keydown=${(event: KeyboardEvent) => leaveOnEscape(event, () => flow.cancel())}
    >
      <fieldset class="times">
        <legend>${words.question}</legend>
        ${form.presets.map((preset) => renderPreset(preset, form, context))}
        ${renderCustom(form, reading, context)}
      </fieldset>
      ${renderZone(form, context)} ${renderMeaning(form, reading, context)}
      ${
        step.name === 'stopped'
          ? html`<div role="alert">
              ${renderFace(explainProblem(step.problem, speech.source), speech.source)}
            </div>`
          : nothing
      }
      <div class="buttons">
        <button type="button" part="cancel" @click=${() => flow.cancel()}>
          ${doingWords(speech).cancel}
        </button>
        <button type="submit" part="continue" class="primary" aria-busy=${busy}>
          ${busy ? html`<span class="spinner"></span>` : nothing} ${words.continue}
        </button>
      </div>
    </form>
  `;
}

/** Only the panel is left, not a dialog that it may stand in. */
export function leaveOnEscape(event: KeyboardEvent, leave: () => void): void {
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  event.preventDefault();
  event.stopPropagation();
  leave();
}

function renderPreset({ name, at }: Preset, form: Form, { flow, speech }: FormContext): TemplateResult {
  const words = speech.source.wordsOf('scheduleForm', scheduleForm);
  return html`<label class="choice">
    <input
      type="radio"
      name="when"
      part="preset"
      .value=${name}
      .checked=${live(form.choice === name)}
      @change=${() => flow.change((now) => choose(now, name))}
    />
    <span>${words[name]}</span>
    <span class="number muted"><bdi>${momentIn(at, form.zone, speech.lang)}</bdi></span>
  </label>`;
}

function renderCustom(form: Form, reading: Reading, { flow, now, speech }: FormContext): TemplateResult {
  const words = speech.source.wordsOf('scheduleForm', scheduleForm);
  const wrong = form.told && 'fault' in reading;
  return html`<div class="choice custom">
    <label>
      <input
        type="radio"
        name="when"
        part="preset"
        value="custom"
        .checked=${live(form.choice === 'custom')}
        @change=${() => flow.change((old) => choose(old, 'custom'))}
      />
      <span>${words.custom}</span>
    </label>
    <input
      id="time"
      part="input"
      type="datetime-local"
      aria-label=${words.date_and_time}
      aria-describedby="meaning"
      aria-invalid=${wrong ? 'true' : 'false'}
      min=${writeWallClock(wallClock(now, form.zone))}
      .value=${live(form.text)}
      @input=${(event: Event) => {
        const { value } = event.target as HTMLInputElement;
        flow.change((old) => typeTime(old, value));
      }}
      @blur=${(event: Event) => {
        // Left without a value: what the form means is still a preset, or nothing yet.
        if ((event.target as HTMLInputElement).value) flow.change((old) => ({ ...old, told: true }));
      }}
    />
  </div>`;
}

/** Whose clock the times are on, where there are two. */
function renderZone(form: Form, { flow, zones, now, speech }: FormContext): TemplateResult | typeof nothing {
  const { account, reader } = zones;
  if (account === null || !isTwoZones(zones)) return nothing;
  const words = speech.source.wordsOf('scheduleForm', scheduleForm);
  const option = (zone: string, label: string): TemplateResult =>
    html`<option value=${zone} ?selected=${form.zone === zone}>${label}</option>`;
  return html`<label class="zone">
    <span>${words.zone}</span>
    <select
      part="zone"
      .value=${live(form.zone)}
      @change=${(event: Event) => {
        const zone = (event.target as HTMLSelectElement).value;
        flow.change((old) => inZone(old, zone, now));
      }}
    >
      ${option(account, placeOf(account))} ${option(reader, words.your_time(reader))}
    </select>
  </label>`;
}

/** What was chosen on both clocks, or why it can't be. */
function renderMeaning(form: Form, reading: Reading, context: FormContext): TemplateResult {
  const { zones, speech } = context;
  const words = speech.source.wordsOf('scheduleForm', scheduleForm);
  const base = speech.source.wordsOf('schedule', schedule);
  if ('fault' in reading) {
    // What is still being typed is no fault yet; what can't be is one at once.
    const told = form.told || reading.fault === 'skipped';
    return html`<p id="meaning" class="meaning ${told ? 'fault' : ''}">
      ${told ? html`${sign('urgent')}<span>${faultText(reading, speech)}</span>` : html`<span>&nbsp;</span>`}
    </p>`;
  }
  return html`
    <p id="meaning" class="meaning muted">
      <span>${zonedSentence(reading.at, zones, base, speech.lang)}</span>
    </p>
    ${reading.twice ? renderTwice(form, reading.twice, context) : nothing}
    ${reading.near ? html`<p class="meaning warning">${sign('warning')}<span>${words.is_near}</span></p>` : nothing}
  `;
}

function faultText(reading: Extract<Reading, { fault: string }>, speech: Speech): string {
  const words = speech.source.wordsOf('scheduleForm', scheduleForm);
  if (reading.fault !== 'skipped') return words[reading.fault];
  const { from, to } = reading.skipped;
  const time = (clock: WallClock): string => timeText(clock, speech.lang);
  return words.skipped(time(reading.asked), time(from), time(to));
}

function renderTwice(form: Form, twice: Twice, { flow, speech }: FormContext): TemplateResult {
  const words = speech.source.wordsOf('scheduleForm', scheduleForm);
  const choice = (second: boolean): TemplateResult => {
    const name = zoneName(second ? twice.second : twice.first, form.zone, speech.lang);
    return html`<label>
      <input
        type="radio"
        name="which"
        part="which"
        .checked=${live(form.second === second)}
        @change=${() => flow.change((old) => ({ ...old, second }))}
      />
      <span>${second ? words.second_time(name) : words.first_time(name)}</span>
    </label>`;
  };
  return html`<fieldset class="twice">
    <legend>${words.twice(timeText(wallClock(twice.first, form.zone), speech.lang))}</legend>
    ${choice(false)} ${choice(true)}
  </fieldset>`;
}

/** The time of day as the locale writes it. */
const timeText = ({ hour, minute }: WallClock, lang: string): string =>
  dateTimeFormat(lang, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(
    Date.UTC(2000, 0, 1, hour, minute),
  );

/** What the zone is called at that moment: “GMT+2”, “EDT”. */
function zoneName(at: number, zone: string, lang: string): string {
  const parts = dateTimeFormat(lang, { timeZone: zone, timeZoneName: 'short' }).formatToParts(at * 1000);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
